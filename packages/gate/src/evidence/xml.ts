import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Report } from './text.ts';
import { unexpected } from './text.ts';

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
}

/** Entities stay text: nothing here reads text, and so nothing can be made to grow. */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  processEntities: false,
  parseAttributeValue: false,
  parseTagValue: false,
});

/**
 * The root element of a well-formed document. A DOCTYPE that only names a DTD is passed over and never fetched;
 * one that declares anything is refused, because reports need none and entity bombs do. Throws `Malformed`.
 */
export function parseXml(report: Report, expected: string): Element {
  if (report.shape !== 'XML') throw unexpected(report, expected);
  const text = report.text.trimStart();
  if (/<!ENTITY|<!DOCTYPE[^>[]*\[/i.test(text))
    throw unexpected(report, expected, 'XML with its own declarations (DTD)');
  const problem = XMLValidator.validate(text);
  if (problem !== true) {
    const { msg, line } = problem.err;
    throw unexpected(report, expected, `XML that is damaged or cut off (line ${line}: ${msg.replace(/\s+/g, ' ')})`);
  }
  let nodes: unknown;
  try {
    nodes = parser.parse(text);
  } catch (cause) {
    throw unexpected(
      report,
      expected,
      `XML that cannot be read (${cause instanceof Error ? cause.message : cause})`,
      cause,
    );
  }
  const [root, ...others] = elementsOf(nodes);
  if (root === undefined || others.length > 0) throw unexpected(report, expected, 'XML without a single root element');
  return root;
}

/** The elements in what fast-xml-parser makes in its ordered form: `[{ tag: children, ':@': attributes }]`. */
function elementsOf(nodes: unknown): Element[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: Record<string, unknown>) => {
    const name = Object.keys(node).find((key) => key !== ':@');
    if (name === undefined || name === '#text' || name.startsWith('?')) return [];
    const attributes = (node[':@'] ?? {}) as Record<string, string>;
    return [{ name, attributes, children: elementsOf(node[name]) }];
  });
}
