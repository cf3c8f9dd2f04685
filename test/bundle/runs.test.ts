import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Certificates, makeCertificates } from '../integration/support/certificates.ts';
import { runAction } from '../integration/support/run-action.ts';

/** The parts of the bundles that are loaded only sometimes, each made to load under plain Node. */
let folder = '';
let certificates: Certificates;

beforeAll(() => {
  expect(process.env.ML_ACTIONS_BUNDLE).toBe('1');
  folder = mkdtempSync(join(tmpdir(), 'ml-actions-bundle-'));
  certificates = makeCertificates();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  certificates.remove();
});

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const gate = (inputs: Record<string, string>) => runAction('quality-gate', inputs, { env: { RUNNER_TEMP: folder } });

describe('quality-gate', () => {
  it.each([
    ['JSON', { rules: 'a > 1', metrics: '{"a": 2}' }],
    ['YAML', { rules: 'a > 1', metrics: 'a: 2' }],
    ['a rules file', { metrics: '{"a": 2}', 'rules-file': 'RULES' }],
    [
      'Trivy',
      {
        rules: 'vulnerabilities.total >= 0',
        'vulnerability-file': resolve('examples/ml-platform/security/sample-clean.trivy.json'),
      },
    ],
    ['JUnit', { rules: 'tests.total == 1', 'junit-file': 'JUNIT' }],
    ['Cobertura', { rules: 'coverage == 50%', 'coverage-file': 'COBERTURA' }],
    ['LCOV', { rules: 'coverage == 50%', 'coverage-file': 'LCOV' }],
  ] as [string, Record<string, string>][])('reads %s', async (_, inputs) => {
    const files: Record<string, string> = {
      RULES: file('rules.yml', 'rules: ["a > 1 # why"]'),
      JUNIT: file(
        'junit.xml',
        '<testsuites><testsuite name="s" tests="1"><testcase name="t"/></testsuite></testsuites>',
      ),
      COBERTURA: file(
        'c.xml',
        '<coverage line-rate="0.5" lines-covered="1" lines-valid="2" version="1"><packages/></coverage>',
      ),
      LCOV: file('lcov.info', 'SF:a.py\nDA:1,1\nDA:2,0\nLF:2\nLH:1\nend_of_record\n'),
    };
    const given = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, files[value] ?? value]));
    const run = await gate(given);
    expect([run.outputs.verdict, run.stdout]).toEqual(['pass', expect.any(String)]);
    expect(run.code).toBe(0);
  });
});

describe('mlflow-metrics', () => {
  it('speaks TLS with a private CA and a client certificate, and reads a packed answer', async () => {
    const { server: own, ca, client } = certificates;
    const run = {
      info: {
        run_id: 'abc',
        experiment_id: '1',
        status: 'FINISHED',
        lifecycle_stage: 'active',
        start_time: 1,
        end_time: 2,
      },
      data: { metrics: [{ key: 'accuracy', value: 0.93, timestamp: 1, step: 0 }] },
    };
    const experiment = { experiment_id: '1', name: 'e', lifecycle_stage: 'active' };
    const server = createServer(
      { cert: own.cert, key: own.key, ca: ca.cert, requestCert: true, rejectUnauthorized: true },
      (request, response) => {
        const body = request.url?.includes('/experiments/') ? { experiment } : { run };
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
          .end(gzipSync(JSON.stringify(body)));
      },
    );
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const inputs = {
      'tracking-uri': url,
      run: 'run:abc',
      'client-certificate': client.cert,
      'client-key': client.keyFile,
    };
    const good = await runAction('mlflow-metrics', { ...inputs, 'ca-certificate': ca.cert });
    const bad = await runAction('mlflow-metrics', inputs);
    server.close();
    expect(good.outputs['metrics-json']).toBe('{"accuracy":0.93}');
    expect(bad.outputs.verdict).toBe('error');
    expect(bad.stdout).toContain('ca-certificate');
  });
});

describe('wait-for-dag', () => {
  it('says what is wrong with every input at once, and contacts nobody', async () => {
    const run = await runAction('wait-for-dag', { 'airflow-url': 'ftp://x', timeout: 'soon', mode: 'waits' });
    expect(run.code).toBe(1);
    for (const input of ['airflow-url', 'dag-id', 'timeout', 'mode'])
      expect(run.outputs.reason).toContain(`input "${input}"`);
    expect(run.outputs.reason).toContain('did you mean "wait"');
  });
});
