/** Placeholder door until its use cases arrive: answers the health question so that the host can be built against it. */
export async function handler(_request: unknown) {
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{"status":"ok"}' }
}
