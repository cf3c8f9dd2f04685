/** An environment variable, trimmed; empty when it is not set. The only place that reads the environment. */
export function variable(name: string): string {
  return process.env[name]?.trim() ?? '';
}
