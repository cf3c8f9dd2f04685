require('../lib/index.cjs').start('mlflow-metrics');
