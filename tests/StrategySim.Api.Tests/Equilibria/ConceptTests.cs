using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Api.Tests.Equilibria;

/// <summary>Solution concepts over HTTP: each answers in its own shape, and what does not fit is refused with what would.</summary>
public sealed class ConceptTests(ServiceFixture fixture)
{
    private Service Service => fixture.Service;

    [Fact]
    public async Task EveryConceptOfTheList_ThatTakesATable_AnswersAndNamesItself()
    {
        Answer list = (await Service.GetAsync("/concepts")).Require(200);
        Assert.Equal(ConceptCatalog.All.Select(concept => concept.Id), list.Json.AsArray().Select(concept => (string)concept!["id"]!));
        NormalFormGame table = NormalFormGame.Symmetric(new Rational[,] { { 1, 4 }, { 2, 3 } }, ["H", "Y"]);
        foreach (string concept in ConceptCatalog.All.Where(concept => concept.Accepts(table)).Select(concept => concept.Id))
        {
            Answer answer = (await Service.PostAsync("/equilibria", $$"""{"game":{"format":"named","id":"chicken"},"concept":"{{concept}}"}""", "application/json")).Require(200);
            Assert.Equal(concept, (string)answer["concept"]!);
            Assert.Equal("2×2", (string)answer["game"]["shape"]!);
        }
    }

    [Fact]
    public async Task ACorrelatedEquilibrium_ComesWithItsCertificate()
    {
        Answer answer = (await Service.PostAsync(
            "/equilibria", """{"game":{"format":"table","payoffs":[[[6,6],[2,7]],[[7,2],[0,0]]]},"concept":"correlated","parameters":{"objective":"fairest"}}""", "application/json")).Require(200);
        Assert.Equal("21/4", (string)answer["value"]["exact"]!);
        Assert.Equal("0", (string)answer["equilibrium"]["gain"]!);
        Assert.Equal("21/4", (string)answer["bound"]!);
    }

    [Theory]
    [InlineData(""" "concept":"trembling" """, "/concept", "perfect")]
    [InlineData(""" "concept":"strict","parameters":{"x":1} """, "/parameters", "no parameters")]
    [InlineData(""" "concept":"correlated","parameters":{"weight":[1,1]} """, "/parameters/weight", "weights")]
    [InlineData(""" "concept":"correlated","parameters":{"weights":[1]} """, "/parameters/weights", "2 exact numbers")]
    [InlineData(""" "concept":"correlated","parameters":{"objective":"player"} """, "/parameters/player", "a player's id")]
    [InlineData(""" "concept":"stackelberg","parameters":{"leader":"Z"} """, "/parameters/leader", "A, B")]
    [InlineData(""" "concept":"perfect","parameters":{"profile":[[1,0],["1/2",0]]} """, "/parameters/profile/1", "sum to 1")]
    [InlineData(""" "concept":"proper","parameters":{"profile":[[1,0],[1,0]]} """, "/parameters/profile", "a Nash equilibrium")]
    [InlineData(""" "concept":"logit","parameters":{"lambda":-1} """, "/parameters/lambda", "at least 0")]
    [InlineData(""" "concept":"logit","parameters":{"frequencies":[[1,-2],[1,1]]} """, "/parameters/frequencies/0/1", "at least 0")]
    [InlineData(""" "concept":"logit","method":"all" """, "/method", "only the concept nash")]
    public async Task WhatDoesNotFit_IsRefusedWithItsPlace_AndWithWhatWould(string asked, string pointer, string expected)
    {
        Answer answer = (await Service.PostAsync("/equilibria", $$"""{"game":{"format":"named","id":"chicken"},{{asked}}}""", "application/json")).Require(422);
        JsonNode fault = Assert.Single(answer["faults"].AsArray())!;
        Assert.Equal(pointer, (string)fault["pointer"]!);
        Assert.Contains(expected, (string)fault["expected"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AConceptThatDoesNotTakeTheGame_NamesThoseThatDo()
    {
        Answer answer = (await Service.PostAsync("/equilibria", """{"game":{"format":"table","payoffs":[[[[1,1,1],[0,0,0]]]]},"concept":"selection"}""", "application/json")).Require(422);
        string expected = (string)Assert.Single(answer["faults"].AsArray())!["expected"]!;
        Assert.Contains("correlated", expected, StringComparison.Ordinal);
        Assert.DoesNotContain("selection", expected, StringComparison.Ordinal);
    }
}
