require('../lib/index.cjs').start('wait-for-dag');
