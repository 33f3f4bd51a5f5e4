# One image for every process of the hub; docker-compose.yml says which one runs.
# glibc is needed: the query planner and PostgreSQL's binaries are built for it.
FROM node:26-bookworm-slim
ENV NODE_ENV=production
WORKDIR /hub
COPY package.json package-lock.json .npmrc ./
COPY subgraphs/kit/package.json subgraphs/kit/
COPY examples/partner-subgraph/package.json examples/partner-subgraph/
RUN npm ci --omit=dev --ignore-scripts
COPY lib lib
COPY schema schema
COPY gateway gateway
COPY subgraphs subgraphs
COPY examples examples
COPY cli cli
COPY docker docker
# Volumes begin as what is here: folders of the user that runs everything.
RUN mkdir -p /data/keys/public && chown -R node:node /data && chmod 700 /data/keys
USER node
CMD ["node", "--max-semi-space-size=64", "gateway/main.ts"]
