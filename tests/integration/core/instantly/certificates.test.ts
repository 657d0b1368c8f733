import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, it, vi } from 'vitest'
import { createTransport } from '#backend/core/instantly/transport.ts'
import { createLogger } from '#shared/log.ts'

/** Self-signed, created for this test. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmSOEhzZB/GpoO+Om
s+UboktFPPH7nzanwBTeyhjVuCKhRANCAAR0bVYzbw81DYUCd9rt3zoKyDlMiqaW
Al/LLN+f4Li+1O/a9Wr09oAvgAzH5cevAtmL2CWhgVmEP8O1XSEOhBqR
-----END PRIVATE KEY-----`
const cert = `-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUSOPtCZ18KJxcL2R0BkVinxULCQswCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTE4Mzc0OFoYDzIxMjYxMDI4
MTgzNzQ4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAR0bVYzbw81DYUCd9rt3zoKyDlMiqaWAl/LLN+f4Li+1O/a9Wr09oAv
gAzH5cevAtmL2CWhgVmEP8O1XSEOhBqRo2kwZzAdBgNVHQ4EFgQUDp93JFijKz62
peCL4otU+I+zLVcwHwYDVR0jBBgwFoAUDp93JFijKz62peCL4otU+I+zLVcwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SQAwRgIhAKDoFodOtHZ48yfJrXHyssuKK8499Uj1YbkfQqAfEsznAiEA3tvyzmO0
BVFYLYQHghGzGeteTyEl12hGQpz3UM+23ms=
-----END CERTIFICATE-----`

it('A key is never sent to a server without a valid certificate, whatever the environment says', async () => {
  const requests: unknown[] = []
  const server = createServer({ key, cert }, (request, response) => {
    requests.push(request.headers)
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = new URL(`https://localhost:${(server.address() as AddressInfo).port}`)
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  const send = createTransport(
    base,
    {},
    createLogger('test', () => undefined),
  )
  const request = new Request(new URL('/api/v2/leads', base), { headers: { authorization: 'Bearer a-secret' } })
  await expect(send(request, { body: undefined, signal: AbortSignal.timeout(10_000) })).rejects.toThrow(/self.signed/i)
  expect(requests).toEqual([])
  vi.unstubAllEnvs()
  await new Promise((resolve) => server.close(resolve))
})
