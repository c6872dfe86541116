# syntax=docker/dockerfile:1
# StrategySim as a service: docker build -t strategysim . && docker run -p 8080:8080 -v strategysim:/data strategysim

# Builds on the machine's own architecture for whichever the image is asked for.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
WORKDIR /source

# What decides which packages are needed comes first: a change of code alone reuses the restored layer.
COPY eng/lib.sh eng/restore.sh eng/
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props ./
COPY src/StrategySim.GameTheory/*.csproj src/StrategySim.GameTheory/
COPY src/StrategySim.Minerals/*.csproj src/StrategySim.Minerals/
COPY src/StrategySim.Simulation/*.csproj src/StrategySim.Simulation/
COPY src/StrategySim.Experiments/*.csproj src/StrategySim.Experiments/
COPY src/StrategySim.Storage/*.csproj src/StrategySim.Storage/
COPY src/StrategySim.Grains/*.csproj src/StrategySim.Grains/
COPY src/StrategySim.Api/*.csproj src/StrategySim.Api/
COPY src/StrategySim.Cli/*.csproj src/StrategySim.Cli/
# With Orleans where the registry has its packages; docker build --build-arg WithOrleans=true (or false) … leaves no choice.
ARG WithOrleans=
RUN eng/restore.sh src/StrategySim.Cli/StrategySim.Cli.csproj --arch $TARGETARCH > /with-orleans

COPY . .
# The commit, which the image cannot read from .git: docker build --build-arg REVISION=$(git rev-parse HEAD) …
ARG REVISION=
RUN export WithOrleans=$(cat /with-orleans) \
    && dotnet publish src/StrategySim.Cli/StrategySim.Cli.csproj --no-restore --arch $TARGETARCH --configuration Release \
        --output /app -p:SourceRevisionId=$REVISION \
    && mkdir /data

# Chiseled: no shell, no package manager, no root. The health check needs neither: the program asks itself.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
WORKDIR /app
COPY --from=build /app ./
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --start-interval=1s --retries=3 \
    CMD ["/app/strategysim", "health", "--url", "http://localhost:8080"]
ENTRYPOINT ["/app/strategysim"]
CMD ["serve", "--urls", "http://0.0.0.0:8080", "--data", "/data"]
