export { createHttp, excerpt, type HttpOptions } from './client.ts';
export { isTransient } from './retry.ts';
export { httpFor } from './service.ts';
export type { Http, HttpRequest, HttpResponse, HttpStream, TlsOptions } from './types.ts';
