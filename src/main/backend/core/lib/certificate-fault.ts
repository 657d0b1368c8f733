/** Whether a code of Node's says that a server's certificate, or TLS with it, failed: nothing was sent. */
export const isCertificateFault = (code: string): boolean => /CERT|^ERR_TLS|SELF_SIGNED|^UNABLE_TO_/.test(code)
