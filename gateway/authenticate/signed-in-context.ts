import type { HubState } from '../../schema/hub-state.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { Principal, VisibilityClass } from './principal.ts';

/** What every stage behind sign-in knows of a request. */
export interface SignedInContext extends RequestContext {
  /** Null with `--open`: nobody signed in, nothing is enforced. */
  readonly access: Access | null;
}

/** Who asks, what for, and under which state of the hub: captured once, the same to the end. */
export interface Access {
  readonly principal: Principal;
  readonly visibility: VisibilityClass;
  readonly state: HubState;
  /** False while changes of policy may not reach this gateway: nothing kept may be used. */
  readonly mayReuse: boolean;
}
