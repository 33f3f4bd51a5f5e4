const project = (name, options) => ({
  displayName: name,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  // Data of a hub that runs here, and other checkouts, are nobody's tests.
  modulePathIgnorePatterns: ['<rootDir>/\\.data/', '<rootDir>/bench/peers/'],
  roots: ['<rootDir>/test'],
  ...options,
});

export default {
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testTimeout: 60_000,
  // Tests wait for processes and PostgreSQL much of the time: no core is left out.
  maxWorkers: '100%',
  projects: [
    project('test', {
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.long\\.test\\.ts$'],
    }),
    project('long', { testMatch: ['<rootDir>/test/**/*.long.test.ts'] }),
  ],
};
