# syntax=docker/dockerfile:1
# One image for all apps (target `app`), and one for the specimen OpenID provider (target `oidc`).

FROM node:22-bookworm-slim AS packages
WORKDIR /qeyd
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund

FROM packages AS build
COPY . .
RUN npm run build

FROM node:22-bookworm-slim AS runtime
WORKDIR /qeyd
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force

FROM node:22-bookworm-slim AS app
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /qeyd
COPY --from=runtime /qeyd ./
COPY --from=build /qeyd/dist ./dist
COPY deploy/local ./deploy/local
COPY deploy/verifier ./deploy/verifier
COPY deploy/compose/prepare.mjs ./deploy/compose/
USER node
CMD ["node", "--enable-source-maps", "--max-old-space-size=256", "--max-semi-space-size=16", "dist/apps/intake/src/main.js"]

FROM packages AS oidc
ENV HOST=0.0.0.0
COPY deploy/oidc ./deploy/oidc
USER node
CMD ["node", "deploy/oidc/provider.mjs"]
