export { FilterError, parseFilter } from './filter.ts';
export { allPages } from './pages.ts';
export type {
  Experiment,
  MetricPoint,
  MlflowStore,
  ModelVersion,
  Order,
  Page,
  PageRequest,
  Run,
  RunSearch,
} from './store.ts';
