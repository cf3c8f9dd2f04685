/** A private CA, a server certificate for 127.0.0.1 and localhost, and a client certificate, made with openssl. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  cert: string;
  key: string;
  certFile: string;
  keyFile: string;
}

export interface Certificates {
  ca: Certificate;
  server: Certificate;
  /** Out of date since 2001. */
  expired: Certificate;
  /** For another host name. */
  elsewhere: Certificate;
  client: Certificate;
  remove(): void;
}

export function makeCertificates(): Certificates {
  const dir = mkdtempSync(join(tmpdir(), 'certificates-'));
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: dir, stdio: ['ignore', 'ignore', 'pipe'] });
  const read = (name: string): Certificate => {
    const [certFile, keyFile] = [join(dir, `${name}.pem`), join(dir, `${name}.key`)];
    return { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8'), certFile, keyFile };
  };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '30', '-subj', '/CN=Test CA');

  function issue(name: string, subject: string, extension: string, dates = ['-days', '30']): Certificate {
    openssl('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${subject}`);
    writeFileSync(join(dir, `${name}.ext`), extension);
    const signed = [
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-extfile',
      `${name}.ext`,
    ];
    openssl('x509', '-req', ...signed, ...dates, '-out', `${name}.pem`);
    return read(name);
  }

  return {
    ca: read('ca'),
    server: issue('server', 'localhost', 'subjectAltName=DNS:localhost,DNS:*.localhost,IP:127.0.0.1\n'),
    expired: issue('expired', 'localhost', 'subjectAltName=IP:127.0.0.1\n', ['-days', '-1']),
    elsewhere: issue('elsewhere', 'elsewhere', 'subjectAltName=DNS:elsewhere.example\n'),
    client: issue('client', 'client', 'extendedKeyUsage=clientAuth\n'),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
