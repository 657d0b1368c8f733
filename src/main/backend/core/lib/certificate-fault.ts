/** Whether a Node error code means that a server's certificate, or the TLS handshake, failed: nothing was sent. */
export const isCertificateFault = (code: string): boolean => /CERT|^ERR_TLS|SELF_SIGNED|^UNABLE_TO_/.test(code)
