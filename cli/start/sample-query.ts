/** Days that the sample looks back over. */
const days = 14;

/** A short question over all four domains: how districts did in the days up to `latest`. */
export function sampleQuery(latest: Date): string {
  const from = day(latest, -days);
  const to = day(latest, 1);
  const period = `from: "${from}", to: "${to}", interval: WEEK`;
  return `{ places(first: 2, filter: { level: [2] }) { nodes { name { en }
    deliverySeries(${period}) { points { period state weightTonnes } }
    incidentSeries(${period}) { points { period alleged verified } }
    facilityCounts(filter: { type: [HOSPITAL] }) { points { function records } }
    milestones(first: 2) { nodes { title state } }
  } } }`.replaceAll(/\s+/g, ' ');
}

/** A line for a shell that sends the sample query to `endpoint`, with a token where there is one. */
export function sampleCommand(endpoint: string, latest: Date, token?: string): string {
  const body = JSON.stringify({ query: sampleQuery(latest) });
  const bearer = token === undefined ? '' : ` -H 'authorization: Bearer ${token}'`;
  return `curl -s '${endpoint}' -H 'content-type: application/json'${bearer} -d '${body}'`;
}

function day(from: Date, offset: number): string {
  return new Date(from.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
}
