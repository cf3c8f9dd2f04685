import { mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SERVICES } from '../health.ts';
import { exportLines, servicePage, serviceRecord } from '../show.ts';
import { type LabState, openState, readState, SERVICE_NAMES, withService, writeState } from '../state.ts';
import { fillDagsFolder, PLATFORM, REPOSITORY, unparsed } from './dags.ts';
import { baseEnvironment, type LabOptions } from './service.ts';

let home = '';
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'lab-services-')));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const state: LabState = {
  version: 1,
  ports: { airflow: 1001, airflow2: 1002, mlflow: 1003, 'mlflow-auth': 1004 },
  secret: '5ec7e7',
  services: {},
};
const plan = (name: keyof typeof SERVICES, options: LabOptions = {}) =>
  SERVICES[name].plan({ home: '/lab', state, options, log: () => undefined });

describe('plans', () => {
  test('both Airflows tell their tasks where MLflow will be, whatever is started first', () => {
    for (const name of ['airflow', 'airflow2'] as const) {
      for (const { env } of plan(name).processes) {
        expect(env).toMatchObject({ MLFLOW_TRACKING_URI: 'http://127.0.0.1:1003', ML_PLATFORM_HOME: PLATFORM });
        expect(env.ML_PLATFORM_PYTHON).toMatch(/mlflow-[0-9a-f]{12}\/bin\/python$/);
      }
    }
  });

  test('everything listens on loopback, on the ports of the state', () => {
    for (const name of SERVICE_NAMES) {
      expect(plan(name).state.url).toBe(`http://127.0.0.1:${state.ports[name]}`);
      const front = plan(name).processes.find((one) => one.name === SERVICES[name].front);
      expect(front?.args.join(' ')).toMatch(new RegExp(`--host(name)? 127.0.0.1 --port ${state.ports[name]}`));
    }
  });

  test('the life of a token can be asked for, and makes another service', () => {
    const env = plan('airflow', { jwtLifetimeSeconds: 20 }).processes[0]?.env;
    expect(env).toMatchObject({ AIRFLOW__API_AUTH__JWT_EXPIRATION_TIME: '20', AIRFLOW__API_AUTH__JWT_LEEWAY: '0' });
    expect(plan('airflow').state.options).not.toBe(plan('airflow', { jwtLifetimeSeconds: 20 }).state.options);
    expect(plan('airflow').state.options).toBe(plan('airflow', { dags: [] }).state.options);
  });

  test('passwords are the lab’s own and stay', () => {
    const passwords = SERVICE_NAMES.flatMap((name) => plan(name).state.password ?? []);
    expect(new Set(passwords).size).toBe(3);
    expect(plan('airflow').state.password).toBe(plan('airflow').state.password);
    expect(plan('mlflow').state.username).toBeUndefined();
  });

  test('nothing of the caller’s Airflow, MLflow, Python or proxy is inherited', () => {
    const caller = {
      PATH: '/bin',
      HOME: '/h',
      AIRFLOW__CORE__X: '1',
      MLFLOW_X: '1',
      PYTHONPATH: '/p',
      HTTP_PROXY: 'x',
    };
    const env = baseEnvironment(caller);
    expect(env).toEqual({ PATH: '/bin', HOME: '/h', PYTHONUNBUFFERED: '1', NO_PROXY: '*', no_proxy: '*' });
  });
});

describe('the DAGs folder', () => {
  test('holds links to the lab’s DAGs and to further ones, and forgets those of the last start', () => {
    const extra = join(home, 'extra.py');
    writeFileSync(extra, '');
    const folder = join(home, 'dags');
    fillDagsFolder(folder, [extra]);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['extra.py', 'ml_dags.py', 'broken_import.py']));
    expect(realpathSync(join(folder, 'ml_dags.py'))).toBe(join(REPOSITORY, 'test', 'lab', 'dags', 'ml_dags.py'));
    fillDagsFolder(folder);
    expect(readdirSync(folder)).not.toContain('extra.py');
    expect(unparsed(folder, readdirSync(folder).slice(1))).toEqual([readdirSync(folder)[0]]);
  });

  test('refuses two files of one name, and a path that does not exist', () => {
    writeFileSync(join(home, 'ml_dags.py'), '');
    expect(() => fillDagsFolder(join(home, 'dags'), [home])).toThrow('two DAG files are called ml_dags.py');
    expect(() => fillDagsFolder(join(home, 'dags'), ['/missing.py'])).toThrow('no DAG file or folder /missing.py');
  });
});

describe('state', () => {
  test('is made once, readable by its owner only, and survives', async () => {
    expect(readState(home)).toBeUndefined();
    const first = await openState(home);
    expect(statSync(join(home, 'state.json')).mode & 0o777).toBe(0o600);
    expect(new Set(Object.values(first.ports)).size).toBe(4);
    expect(await openState(home)).toEqual(first);
    const service = { ...plan('mlflow').state, processes: [] };
    writeState(home, withService(first, 'mlflow', service));
    expect(readState(home)?.services).toEqual({ mlflow: service });
    expect(withService(withService(first, 'mlflow', service), 'mlflow', undefined).services).toEqual({});
  });

  test('of another version, or half a file, is an error that names the file', () => {
    writeFileSync(join(home, 'state.json'), '{"version":2}');
    expect(() => readState(home)).toThrow(/state.json was written by another version of the lab/);
    writeFileSync(join(home, 'state.json'), '{"vers');
    expect(() => readState(home)).toThrow(/state.json is not a state file/);
  });
});

test('what is shown: a page, export lines that a shell reads back, a record without processes', () => {
  const service = { ...plan('airflow').state, password: "it's", processes: [] };
  expect(servicePage(service)).toContain('url       http://127.0.0.1:1001');
  const lines = exportLines([service, { ...plan('mlflow').state, processes: [] }]);
  expect(lines).toContain(`export AIRFLOW_PASSWORD='it'\\''s'`);
  expect(lines).toContain(`export MLFLOW_TRACKING_URI='http://127.0.0.1:1003'`);
  expect(Object.keys(serviceRecord(service))).not.toContain('processes');
});
