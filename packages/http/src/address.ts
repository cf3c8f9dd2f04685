/** An address for messages: without user, password, query and fragment, where secrets are put. */
export function addressOf(url: string): string {
  const plain = url.replace(/[?#].*$/s, '');
  if (!URL.canParse(plain)) return plain.replace(/^([a-z][a-z0-9+.-]*:)?\/\/\S*@/i, '$1//');
  const { username, password } = new URL(plain);
  if (username === '' && password === '') return plain;
  const clean = new URL(plain);
  clean.username = '';
  clean.password = '';
  return clean.href;
}
