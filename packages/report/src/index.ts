export { code, fenced, inline, link } from './escape.ts';
export {
  type Block,
  COMMENT_BYTES,
  details,
  header,
  type Report,
  renderMarkdown,
  type Section,
  SUMMARY_BYTES,
  type Table,
  type TableRow,
  verdictLabel,
} from './markdown.ts';
export { type GanttBar, gantt, lineChart } from './mermaid.ts';
export { formatNumber } from './number.ts';
