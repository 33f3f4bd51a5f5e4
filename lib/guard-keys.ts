/** Response keys of what the guard asks; clients' aliases that begin with an underscore are renamed. */
export const guardKeys = Object.freeze({
  marking: '_e_marking',
  id: '_e_id',
  edges: '_e_edges',
  node: '_e_node',
  cursor: '_e_cursor',
});
