/**
 * Does NO_PROXY say that this address is asked directly? Only the rule of curl that axios lacks: a name covers its subdomains too
 * (`example.com` means `api.example.com`; see CURLOPT_NOPROXY). Addresses, ports, `*` and CIDR ranges are left to axios.
 */
export function bypassesProxy(url: string, noProxy = fromEnvironment()): boolean {
  if (noProxy === '' || !URL.canParse(url)) return false;
  const { hostname, port, protocol } = new URL(url);
  if (/^[\d.]+$|^\[/.test(hostname)) return false;
  const host = hostname.toLowerCase().replace(/\.$/, '');
  const portOf = port || (protocol === 'https:' ? '443' : '80');
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      const [, name = '', only] = /^\.?([a-z0-9.-]*[a-z][a-z0-9.-]*?)\.?(?::(\d+))?$/.exec(entry) ?? [];
      return name !== '' && (only === undefined || only === portOf) && (host === name || host.endsWith(`.${name}`));
    });
}

function fromEnvironment(): string {
  // biome-ignore lint/style/noProcessEnv: proxies are the process's affair, axios reads them there as well
  return process.env.no_proxy || process.env.NO_PROXY || '';
}
