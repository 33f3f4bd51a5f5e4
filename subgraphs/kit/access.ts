import type { IncomingHttpHeaders } from 'node:http';
import { type AssertionOptions, assertionHeader, createAssertionVerifier } from './assertion.ts';
import { type Database, type DatabaseOptions, openDatabase } from './database.ts';
import { hubKeys } from './hub-keys.ts';
import { requireRowSecurity } from './require-row-security.ts';
import { openServingDatabase, type ServingRights } from './serving-database.ts';
import type { Subgraph } from './subgraph.ts';
import type { Visibility } from './visibility.ts';

/** Who may ask. */
export type Access =
  | {
      /** Whoever can reach it, and sees everything: for one's own machine alone. */
      readonly kind: 'open';
    }
  | {
      /** The hub's gateways; a request sees what is released to whom its assertion names. */
      readonly kind: 'assertions';
      /** The hub's public keys: path of a JWKS file, or its address. */
      readonly keys: string;
      /** Id of this provider: whom the assertions are for. */
      readonly provider: string;
    };

/** The database as one request may see it, and for whom that is. */
export interface Admission {
  readonly db: Database;
  readonly caller: Visibility | null;
}

/** Lets requests in. */
export interface Gate {
  /** Null where the request may not ask at all. */
  readonly admit: (headers: IncomingHttpHeaders) => Promise<Admission | null>;
  readonly close: () => Promise<void>;
}

/** What a gate stands before. */
export interface GateOptions {
  readonly subgraph: Subgraph;
  readonly databaseUrl: string;
  readonly rights: ServingRights;
  readonly database?: DatabaseOptions;
  readonly now?: AssertionOptions['now'];
}

/**
 * Opens the database for requests.
 * @throws DatabaseError where PostgreSQL would not withhold what is not released
 */
export async function openGate(access: Access, options: GateOptions): Promise<Gate> {
  const { subgraph, databaseUrl, rights, database = {}, now } = options;
  if (access.kind === 'open') {
    const db = openDatabase(databaseUrl, database);
    const admission = { db, caller: null };
    return { admit: async () => admission, close: () => db.destroy() };
  }
  const serving = openServingDatabase(databaseUrl, rights, database);
  try {
    const { name } = subgraph.definition;
    await requireRowSecurity(serving.as(nobody), name, subgraph.entities);
  } catch (error) {
    await serving.close();
    throw error;
  }
  const verify = createAssertionVerifier({
    keys: hubKeys(access.keys, now),
    provider: access.provider,
    ...(now === undefined ? {} : { now }),
  });
  return {
    admit: async (headers) => {
      const assertion = headers[assertionHeader];
      const caller = typeof assertion === 'string' ? await verify(assertion) : null;
      return caller === null ? null : { db: serving.as(caller), caller };
    },
    close: serving.close,
  };
}

/** Sees nothing: for the kit's own look at the catalogue. */
const nobody: Visibility = {
  partner: '',
  roles: [],
  groups: [],
  clearances: [],
  purpose: 'PUBLIC_INFO',
  policyVersion: 0,
  agreements: [],
  subject: null,
};

/** Whether an address is reachable from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
