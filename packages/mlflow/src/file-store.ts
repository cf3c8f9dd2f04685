import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ServiceError } from '@ml-actions/kit/errors';
import { readMeta, runFrom, versionFrom } from './file-entities.ts';
import { metricLine } from './file-metric.ts';
import { FilterError, parseFilter } from './filter.ts';
import { matches } from './filter-match.ts';
import { offsetOf, pageOf } from './offset.ts';
import { sortRuns } from './sort.ts';
import type { Experiment, MlflowStore, ModelVersion, Run } from './store.ts';

/** Folders in an experiment's folder that are no runs, see `FileStore.RESERVED_EXPERIMENT_FOLDERS`. */
const RESERVED = new Set(['tags', 'datasets', 'inputs', 'models', 'traces']);

/** Names become folders: nothing that leads out of the store. */
const SAFE = /^(?!\.{1,2}$)[^/\\\0]+$/;

/**
 * MLflow's file store (`mlflow/store/tracking/file_store.py`), read only.
 * Throws a `ServiceError` when the folder holds none.
 * @param root absolute path
 */
export async function openFiles(root: string): Promise<MlflowStore> {
  const places = await experimentFolders(root);
  if (places.length === 0)
    throw storeError(root, 'this folder is no MLflow file store: no folder in it has a meta.yaml', NO_STORE);

  async function experimentIn(folder: string): Promise<Experiment> {
    const meta = await readMeta(join(folder, 'meta.yaml'));
    return {
      // The folder's name: an id of 18 digits is no exact number in YAML.
      experimentId: folder.slice(folder.lastIndexOf('/') + 1),
      name: meta.text('name'),
      lifecycleStage: meta.text('lifecycle_stage') || 'active',
    };
  }

  async function runFolder(runId: string): Promise<string | undefined> {
    if (!SAFE.test(runId) || RESERVED.has(runId)) return undefined;
    for (const place of places) {
      const folder = join(place, runId);
      if (await isFile(join(folder, 'meta.yaml'))) return folder;
    }
    return undefined;
  }

  async function runsOf(experimentId: string): Promise<Run[]> {
    const place = places.find((folder) => folder.endsWith(`/${experimentId}`));
    if (place === undefined) return [];
    const runs: Run[] = [];
    for (const entry of await readdir(place, { withFileTypes: true })) {
      const folder = join(place, entry.name);
      if (!entry.isDirectory() || RESERVED.has(entry.name) || !(await isFile(join(folder, 'meta.yaml')))) continue;
      const run = await runFrom(folder);
      if (run.experimentId === experimentId && run.lifecycleStage === 'active') runs.push(run);
    }
    return runs;
  }

  async function versions(name: string): Promise<ModelVersion[]> {
    if (!SAFE.test(name)) return [];
    const folder = join(root, 'models', name);
    if (!(await isFile(join(folder, 'meta.yaml')))) return [];
    const found: ModelVersion[] = [];
    for (const entry of await readdir(folder)) {
      const meta = join(folder, entry, 'meta.yaml');
      if (/^version-\d+$/.test(entry) && (await isFile(meta))) found.push(await versionFrom(meta));
    }
    return found
      .filter(({ stage }) => stage !== 'Deleted_Internal')
      .sort((a, b) => Number(b.version) - Number(a.version));
  }

  return {
    place: root,
    notes: [],
    async getRun(runId) {
      const folder = await runFolder(runId);
      return folder === undefined ? undefined : runFrom(folder);
    },
    async searchRuns({ experimentIds, filter = '', orderBy = [], maxResults, pageToken }) {
      const clauses = clausesOf(filter);
      const runs = (await Promise.all(experimentIds.map(runsOf))).flat().filter((run) => matches(run, clauses));
      const offset = offsetOf(pageToken);
      const items = sortRuns(runs, orderBy).slice(offset, offset + maxResults);
      return pageOf(items, runs.length > offset + maxResults, offset);
    },
    async experimentById(id) {
      const place = SAFE.test(id) ? places.find((folder) => folder.endsWith(`/${id}`)) : undefined;
      return place === undefined ? undefined : experimentIn(place);
    },
    async experimentByName(name) {
      const found = (await Promise.all(places.map(experimentIn))).filter((experiment) => experiment.name === name);
      return found.find(({ lifecycleStage }) => lifecycleStage === 'active') ?? found[0];
    },
    async metricHistory(runId, key, { maxResults, pageToken }) {
      const folder = await runFolder(runId);
      const metrics = join(folder ?? '', 'metrics');
      const file = join(metrics, key);
      if (folder === undefined || relative(metrics, file).startsWith('..') || !(await isFile(file)))
        return pageOf([], false, 0);
      const points = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
      const offset = offsetOf(pageToken);
      const page = points.slice(offset, offset + maxResults).map((line) => metricLine(key, line, file));
      return pageOf(page, points.length > offset + maxResults, offset);
    },
    modelVersion: async (name, number) => (await versions(name)).find(({ version }) => version === number),
    async modelVersionByAlias(name, alias) {
      const file = join(root, 'models', name, 'aliases', alias);
      if (!SAFE.test(name) || !SAFE.test(alias) || !(await isFile(file))) return undefined;
      const number = (await readFile(file, 'utf8')).trim();
      return (await versions(name)).find(({ version }) => version === number);
    },
    modelVersionByStage: async (name, stage) =>
      (await versions(name)).find((one) => one.stage.toLowerCase() === stage.toLowerCase()),
    runUrl: () => '',
    close: () => undefined,
  };
}

const NO_STORE =
  'Recent MLflow keeps runs in sqlite:///mlflow.db and only artifacts in ./mlruns. A relative path is looked up in the workspace.';

/** Also in `.trash`, where deleted experiments are. */
async function experimentFolders(root: string): Promise<string[]> {
  if (!(await isFolder(root))) throw storeError(root, 'there is no such folder', NO_STORE);
  const found: string[] = [];
  for (const parent of [root, join(root, '.trash')]) {
    if (!(await isFolder(parent))) continue;
    for (const entry of await readdir(parent)) {
      const folder = join(parent, entry);
      if (entry !== 'models' && entry !== '.trash' && (await isFile(join(folder, 'meta.yaml')))) found.push(folder);
    }
  }
  return found;
}

function clausesOf(filter: string) {
  try {
    return parseFilter(filter);
  } catch (cause) {
    if (!(cause instanceof FilterError)) throw cause;
    throw new ServiceError({ service: 'MLflow', message: `the filter cannot be read: ${cause.message}`, cause });
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path)
    .then((it) => it.isFile())
    .catch(() => false);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path)
    .then((it) => it.isDirectory())
    .catch(() => false);
}

function storeError(path: string, message: string, hint: string): ServiceError {
  return new ServiceError({ service: 'MLflow store', message: `${path}: ${message}`, hint });
}
