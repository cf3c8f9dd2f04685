import { describe, expect, it } from 'vitest';
import { parseSelector } from './selector.ts';
import { parseTrackingUri } from './tracking-uri.ts';

describe('parseSelector', () => {
  it.each([
    ['run:0a-b', { kind: 'run', runId: '0a-b' }],
    ['models:/churn model/03', { kind: 'version', name: 'churn model', version: '3' }],
    ['models:/churn@champion', { kind: 'alias', name: 'churn', alias: 'champion' }],
    ['models:/a@b@c', { kind: 'alias', name: 'a@b', alias: 'c' }],
    ['models:/churn/production', { kind: 'stage', stage: 'Production' }],
    ['latest', { kind: 'latest' }],
    ['best:acc', { kind: 'best', metric: 'acc', descending: true, said: false }],
    ['best:val/loss:min', { kind: 'best', metric: 'val/loss', descending: false, said: true }],
    ['best:a:b', { kind: 'best', metric: 'a:b', descending: true, said: false }],
    ['best:x:max:max', { kind: 'best', metric: 'x:max', descending: true, said: true }],
    ['best:x:min:max', { kind: 'best', metric: 'x:min', descending: true, said: true }],
    ['best:max', { kind: 'best', metric: 'max', said: false }],
  ])('%s', (text, expected) => {
    expect(parseSelector(text)).toMatchObject({ ...expected, text });
  });

  it.each([
    ['fc2dd4d4d1354c618d750833bd75d571', 'did you mean "run:fc2dd4d4d1354c618d750833bd75d571"?'],
    ['runs:/fc2dd4d4d1354c618d750833bd75d571', 'did you mean "run:fc2dd4d4d1354c618d750833bd75d571"?'],
    ['run:', 'run:<id>'],
    ["run:a' or 'b", 'run:<id>'],
    ['best:', 'best:<metric>'],
    ['best:a`b', 'letters, digits'],
    ['best: a', 'letters, digits'],
    ['models:/churn', 'models:/<name>/<version>'],
    ['models:/churn/champion', 'for an alias: models:/churn@champion'],
    ['models:/a/b/1', 'no / and no :'],
    ['Latest', 'latest'],
  ])('refuses %s', (text, message) => {
    expect(() => parseSelector(text)).toThrow(message);
  });
});

describe('parseTrackingUri', () => {
  it.each([
    ['https://mlflow.test/prefix/', { kind: 'rest', url: 'https://mlflow.test/prefix' }],
    ['sqlite:///rel/m.db', { kind: 'sqlite', path: 'rel/m.db' }],
    ['sqlite:////abs/m.db', { kind: 'sqlite', path: '/abs/m.db' }],
    ['./mlruns', { kind: 'files', path: './mlruns' }],
    ['/data/mlruns', { kind: 'files', path: '/data/mlruns' }],
    ['file:///data/my%20runs', { kind: 'files', path: '/data/my runs' }],
    ['file:/data/runs', { kind: 'files', path: '/data/runs' }],
    ['file:mlruns', { kind: 'files', path: 'mlruns' }],
    ['file:./mlruns', { kind: 'files', path: './mlruns' }],
    ['file://localhost/data', { kind: 'files', path: '/data' }],
  ])('%s', (text, expected) => {
    expect(parseTrackingUri(text)).toEqual(expected);
  });

  it.each([
    ['https://user:pw@mlflow.test', 'inputs "username" and "password"'],
    ['https://mlflow.test/?x=1', 'without ? and #'],
    ['https://mlflow.test/#/experiments', 'without ? and #'],
    ['databricks', 'databricks stores are not read'],
    ['databricks://profile', 'databricks stores are not read'],
    ['postgresql://h/d', 'postgresql stores are not read'],
    ['sqlite://m.db', 'sqlite:///relative.db'],
    ['sqlite:///:memory:', 'sqlite:///relative.db'],
    ['mlflow.db', 'sqlite:///mlflow.db'],
    ['file://host/data', 'file:///folder'],
    ['http://', 'http(s)://'],
  ])('refuses %s', (text, message) => {
    expect(() => parseTrackingUri(text)).toThrow(message);
  });
});
