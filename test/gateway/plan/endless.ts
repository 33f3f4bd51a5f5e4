import { readFileSync } from 'node:fs';

/** A supergraph, generated at random. */
export const endlessSdl = readFileSync(new URL('./endless.graphql', import.meta.url), 'utf8');
/** Valid, and the native planner (0.0.38) never comes to its end. */
export const endless = '{ e0 { x: f0(size2: 13) y: f1 f2 } }';
export const harmless = '{ e0 { f2 } }';
