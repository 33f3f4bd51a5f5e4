const project = (name, options = {}) => ({
  displayName: name,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  roots: ['<rootDir>/test'],
  testTimeout: 30_000,
  ...options,
});

export default {
  projects: [
    project('unit', { testMatch: ['<rootDir>/test/**/*.test.ts'] }),
  ],
};
