using StrategySim.Api.Tests.Hosting;

[assembly: AssemblyFixture(typeof(ServiceFixture))]
