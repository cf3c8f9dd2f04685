require('../lib/index.cjs').start('quality-gate');
