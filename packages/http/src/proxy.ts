import { variable } from '@ml-actions/kit/environment';

/**
 * Does NO_PROXY say that this address is asked directly? Only the rule of curl that axios lacks: a name covers its subdomains too
 * (`example.com` means `api.example.com`; see CURLOPT_NOPROXY). Addresses, ports, `*` and CIDR ranges are left to axios.
 */
export function bypassesProxy(url: string, noProxy = variable('no_proxy') || variable('NO_PROXY')): boolean {
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
