/** `init`: writes the files a server needs to run the relay into a folder. Nothing is installed or started. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** An error with a sentence for the console; nothing was written. */
export class InitFailed extends Error {}

export type InitOptions = {
  readonly folder: string
  /** The relay's public address, `https://…`. */
  readonly address: string
  /** The package's file name; the container installs it from the folder of these files. */
  readonly packageFile: string
}

/** Writes the files and returns the next steps. Throws `InitFailed` if one of the files already exists. */
export function writeServerFiles({ folder, address, packageFile }: InitOptions): string {
  const host = hostOf(address)
  const files: Readonly<Record<string, string>> = {
    'sendoff-relay.service': systemdUnit(address),
    Containerfile: containerFile(packageFile),
    'compose.yml': composeFile(address),
    Caddyfile: caddyfile(host, '127.0.0.1:8787'),
    'Caddyfile.compose': caddyfile(host, 'relay:8787'),
  }
  const taken = Object.keys(files).filter((name) => existsSync(path.join(folder, name)))
  if (taken.length > 0)
    throw new InitFailed(`${taken.join(', ')}: there already in ${folder}. Move it away, or choose another --folder.`)
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
  return nextSteps(folder, address, packageFile)
}

function hostOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url?.protocol !== 'https:' || url.pathname !== '/' || url.search || url.username)
    throw new InitFailed('--address takes the address people on the internet reach, as https://relay.example.com')
  return url.host
}

const systemdUnit = (address: string) => `[Unit]
Description=Sendoff relay
After=network-online.target
Wants=network-online.target

[Service]
User=sendoff-relay
StateDirectory=sendoff-relay
StateDirectoryMode=0700
Environment=RELAY_DATA=/var/lib/sendoff-relay
Environment=RELAY_PUBLIC_URL=${address}
ExecStart=/usr/bin/env sendoff-relay
Restart=always
RestartSec=2
TimeoutStopSec=20
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
MemoryMax=400M

[Install]
WantedBy=multi-user.target
`

const containerFile = (packageFile: string) => `FROM docker.io/library/node:24-slim
COPY ${packageFile} /tmp/relay.tgz
RUN npm install --global --ignore-scripts /tmp/relay.tgz && rm /tmp/relay.tgz && install -d -m 700 -o node /data
USER node
ENV RELAY_DATA=/data RELAY_HOST=0.0.0.0
VOLUME /data
EXPOSE 8787
CMD ["sendoff-relay"]
`

const composeFile = (address: string) => `services:
  relay:
    build:
      context: .
      dockerfile: Containerfile
    restart: always
    environment:
      RELAY_PUBLIC_URL: ${address}
      # Its word on who is calling is taken.
      RELAY_TRUSTED_PROXIES: 172.30.87.2
    volumes:
      - relay:/data
    networks:
      front:
  web:
    image: docker.io/library/caddy:2
    restart: always
    ports: ['80:80', '443:443']
    volumes:
      - ./Caddyfile.compose:/etc/caddy/Caddyfile:ro
      - certificates:/data
    networks:
      front:
        ipv4_address: 172.30.87.2
networks:
  front:
    ipam:
      config:
        - subnet: 172.30.87.0/24
volumes:
  relay:
  certificates:
`

const caddyfile = (host: string, to: string) => `${host} {
  reverse_proxy ${to}
}
`

const nextSteps = (folder: string, address: string, packageFile: string) => `Written to ${folder}. Either

  with systemd and Caddy (as root):
    npm install --global --ignore-scripts ${packageFile}
    useradd --system sendoff-relay
    cp sendoff-relay.service /etc/systemd/system/ && systemctl enable --now sendoff-relay
    cp Caddyfile /etc/caddy/ && systemctl reload caddy
    sudo -u sendoff-relay env RELAY_DATA=/var/lib/sendoff-relay RELAY_PUBLIC_URL=${address} \\
      sendoff-relay add-workspace "Your client"

  or with containers (put ${packageFile} into the folder):
    docker compose up --build --detach
    docker compose exec relay sendoff-relay add-workspace "Your client"

Then paste address and token into Sendoff: Settings, Relay.`
