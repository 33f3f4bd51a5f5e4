/** Who writes down what is reported, and works on it. */
export const recorders: readonly string[] = ['reporter', 'verifier'];

/** Who says what was found: assesses, verifies, decides. */
export const verifiers: readonly string[] = ['verifier'];

/** Who speaks to those concerned. */
export const issuers: readonly string[] = ['reporter', 'publisher'];
