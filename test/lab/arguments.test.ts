import { describe, expect, test } from 'vitest';
import { readArguments, UsageError } from './arguments.ts';

describe('the command line of the lab', () => {
  test('reads a command with services and options', () => {
    const argv = [
      'up',
      'airflow',
      'mlflow',
      '--home',
      '/x',
      '--dags',
      'a.py',
      '--dags',
      'b',
      '--jwt-lifetime',
      '20',
      '--json',
    ];
    expect(readArguments(argv)).toEqual({
      command: 'up',
      services: ['airflow', 'mlflow'],
      tools: [],
      json: true,
      home: '/x',
      dags: ['a.py', 'b'],
      jwtLifetimeSeconds: 20,
    });
  });

  test('install takes services and tools, down takes nothing as everything', () => {
    expect(readArguments(['install', 'act', 'mlflow'])).toMatchObject({ services: ['mlflow'], tools: ['act'] });
    expect(readArguments(['down'])).toMatchObject({ command: 'down', services: [] });
  });

  test('--help needs no command', () => {
    expect(readArguments(['--help']).command).toBe('help');
  });

  test.each([
    [[], 'no command given, allowed: up, down, status, install, env'],
    [['start'], 'unknown command "start", allowed: up, down, status, install, env'],
    [['up'], 'no service given, allowed: airflow, airflow2, mlflow, mlflow-auth'],
    [['up', 'mlflow', 'prometheus'], 'unknown service "prometheus", allowed: airflow, airflow2, mlflow, mlflow-auth'],
    [['up', 'act'], 'unknown service "act", allowed: airflow, airflow2, mlflow, mlflow-auth'],
    [['install', 'x'], expect.stringMatching(/^unknown service or tool "x", allowed: airflow, .*, act, .*shellcheck$/)],
    [['status', 'mlflow'], 'status takes no names, got "mlflow"'],
    [['up', 'mlflow', '--port=1'], 'unknown option "--port", allowed: --home, --json, --dags, --jwt-lifetime, --help'],
    [['up', 'mlflow', '-q'], 'unknown option "-q", allowed: --home, --json, --dags, --jwt-lifetime, --help'],
    [
      ['up', 'airflow', '--jwt-lifetime', '1m'],
      'option "--jwt-lifetime": got "1m", allowed: a whole number of seconds from 1',
    ],
    [['up', 'airflow', '--home'], "Option '--home <value>' argument missing"],
  ])('%j is refused in one sentence', (argv, message) => {
    const attempt = () => readArguments(argv);
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(expect.objectContaining({ message }));
  });
});
