/** The DAGs folder of an Airflow: links to the lab's DAGs, to those of the example platform, and to what a test adds. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

export const REPOSITORY = resolve(import.meta.dirname, '..', '..', '..');
export const PLATFORM = join(REPOSITORY, 'examples', 'ml-platform');

/** Fills the folder anew with links, so that an edited DAG is seen by the running Airflow. */
export function fillDagsFolder(folder: string, further: readonly string[] = []): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const path of further) if (!existsSync(path)) throw new Error(`no DAG file or folder ${path}`);
  for (const source of [join(REPOSITORY, 'test', 'lab', 'dags'), join(PLATFORM, 'dags'), ...further]) {
    for (const file of pythonFiles(source)) {
      const link = join(folder, basename(file));
      if (existsSync(link)) throw new Error(`two DAG files are called ${basename(file)}; the second is ${file}`);
      symlinkSync(file, link);
    }
  }
}

function pythonFiles(source: string): string[] {
  const path = resolve(source);
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith('.py'));
  return names.sort().map((name) => join(path, name));
}

/** Files of the folder that Airflow has neither DAGs nor an import error of. */
export function unparsed(folder: string, seen: readonly string[]): string[] {
  const names = new Set(seen.map((path) => basename(path)));
  return readdirSync(folder).filter((name) => name.endsWith('.py') && !names.has(name));
}
