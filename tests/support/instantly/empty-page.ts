const behind = 'behind-an-empty-page'

/** Answers the first request for a list of leads with an empty page; its cursor leads to the first page. */
export function emptyPageFirst(url: () => string): (request: Request) => Promise<Response | null> {
  return async (request) => {
    if (!request.url.endsWith('/leads/list') || request.headers.has('x-passed-on')) return null
    const { starting_after: after, ...body } = (await request.clone().json()) as Record<string, unknown>
    if (after === undefined || after === null) return Response.json({ items: [], next_starting_after: behind })
    if (after !== behind) return null
    return passOn(url, request, body)
  }
}

/** Lists leads as if `filter` had not been sent. */
export function ignoredFilter(url: () => string): (request: Request) => Promise<Response | null> {
  return async (request) => {
    if (!request.url.endsWith('/leads/list') || request.headers.has('x-passed-on')) return null
    const { filter: _, ...body } = (await request.clone().json()) as Record<string, unknown>
    return passOn(url, request, body)
  }
}

function passOn(url: () => string, request: Request, body: object): Promise<Response> {
  const headers = {
    authorization: request.headers.get('authorization') ?? '',
    'content-type': 'application/json',
    'x-passed-on': '1',
  }
  return fetch(`${url()}/api/v2/leads/list`, { method: 'POST', headers, body: JSON.stringify(body) })
}
