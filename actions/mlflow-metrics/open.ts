import { resolve } from 'node:path';
import type { Context } from '@ml-actions/kit';
import type { MlflowStore } from '@ml-actions/mlflow/store';
import type { Inputs } from './checks.ts';

/** Opens the store that `tracking-uri` names; loads only what that kind of store needs. */
export async function openStore(inputs: Inputs, context: Context): Promise<MlflowStore> {
  const uri = inputs.trackingUri;
  if (uri.kind === 'sqlite') {
    const { openSqlite } = await import('@ml-actions/mlflow/sqlite');
    return openSqlite(resolve(context.github.workspace, uri.path));
  }
  if (uri.kind === 'files') {
    const { openFiles } = await import('@ml-actions/mlflow/file-store');
    return openFiles(resolve(context.github.workspace, uri.path));
  }
  const [{ httpFor }, { authorization, openRest }] = await Promise.all([
    import('@ml-actions/http'),
    import('@ml-actions/mlflow/rest'),
  ]);
  // The header as it travels is a secret of its own.
  const header = authorization(inputs);
  if (header !== undefined) context.secrets.add(header.replace(/^\w+ /, ''));
  const service = {
    ...inputs,
    // Python's client keeps both in one file.
    clientKey: inputs.clientKey ?? inputs.clientCertificate,
    // The input has a default, so an empty one cannot be told from `false`: the variable can only switch it on.
    insecureSkipTlsVerify:
      inputs.insecureSkipTlsVerify || context.variable('MLFLOW_TRACKING_INSECURE_TLS').toLowerCase() === 'true',
  };
  const http = await httpFor({ name: 'MLflow', baseUrl: uri.url }, service, context);
  return openRest(http, uri.url, inputs);
}
