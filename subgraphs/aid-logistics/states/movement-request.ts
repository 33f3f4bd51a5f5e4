import { defineStates, type Taken } from '@entente/kit';

const noted = ({ reason }: Taken) => ({ reasonNote: reason });

/** The partner that is asked; where none is, the requester records what was answered elsewhere. */
const approver = {
  by: ['reporter', 'verifier'],
  who: { partyField: 'approver', orOwner: true },
  sets: noted,
} as const;
const requester = { by: ['reporter'], who: 'owner', sets: noted } as const;

/** A request to move: the approver decides, the requester says how it went. */
export const movementRequestStates = defineStates('MovementRequest', {
  initial: ['REQUESTED'],
  transitions: [
    { from: ['REQUESTED'], to: 'APPROVED', ...approver },
    // An approval may be taken back for as long as nothing is said of the movement itself.
    { from: ['REQUESTED', 'APPROVED'], to: 'DENIED', requires: ['reason'], ...approver },
    { from: ['APPROVED'], to: 'FACILITATED', ...requester },
    { from: ['APPROVED'], to: 'IMPEDED', requires: ['reason'], ...requester },
    { from: ['REQUESTED', 'APPROVED'], to: 'CANCELLED', requires: ['reason'], ...requester },
  ],
});
