import type { Metrics } from '../metric.ts';

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'unknown'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * `vulnerabilities.critical`, `.high`, `.medium`, `.low`, `.unknown` and `.total`, which is their sum: what a tool
 * rates as negligible or does not rate counts as unknown, and so in the total.
 */
export function vulnerabilityMetrics(found: readonly Severity[]): Metrics {
  const metrics = new Map<string, number>(SEVERITIES.map((severity) => [`vulnerabilities.${severity}`, 0]));
  for (const severity of found) {
    const key = `vulnerabilities.${severity}`;
    metrics.set(key, (metrics.get(key) ?? 0) + 1);
  }
  return metrics.set('vulnerabilities.total', found.length);
}

/** A tool's own word for a severity, in any case. */
export function severityOf(word: unknown): Severity {
  const lower = String(word).toLowerCase();
  return SEVERITIES.find((severity) => severity === lower) ?? 'unknown';
}

/** The qualitative rating of a CVSS score, 0 to 10. Source: CVSS v3.1 specification, section 5. */
export function cvssSeverity(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'unknown';
}
