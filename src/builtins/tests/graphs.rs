//! Graph functions against what brute force finds on random graphs.

use bumpalo::Bump;
use proptest::prelude::*;

use crate::builtins::harness::World;
use crate::value::Value;
use crate::value::decimal::Decimal;

type Edges = Vec<(usize, usize)>;

const NODES: usize = 7;

fn edges() -> impl Strategy<Value = Edges> {
    proptest::collection::vec((0..NODES, 0..NODES), 0..14)
}

fn node<'a>(node: usize) -> Value<'a> {
    Value::Number(Decimal::from_i64(node as i64))
}

fn graph<'a>(world: &World<'a>, edges: &Edges) -> Value<'a> {
    let records: Vec<Value<'a>> = edges
        .iter()
        .map(|(from, to)| world.record(&[("from", node(*from)), ("to", node(*to))]))
        .collect();
    world.list(&records)
}

fn nodes(value: Value<'_>) -> Vec<usize> {
    let Value::List(list) = value else {
        panic!("{value:?}")
    };
    let number = |item: &Value<'_>| match item {
        Value::Number(number) => usize::try_from(number.to_i64().unwrap()).unwrap(),
        other => panic!("{other:?}"),
    };
    list.items.iter().map(number).collect()
}

/// The number of edges from each node to each; `usize::MAX` where there is no way. From a node to itself it is the
/// length of a cycle.
fn distances(edges: &Edges) -> [[usize; NODES]; NODES] {
    let mut far = [[usize::MAX; NODES]; NODES];
    for (from, to) in edges {
        far[*from][*to] = 1;
    }
    for by in 0..NODES {
        for from in 0..NODES {
            for to in 0..NODES {
                let round = far[from][by].saturating_add(far[by][to]);
                far[from][to] = far[from][to].min(round);
            }
        }
    }
    far
}

proptest! {
    #[test]
    fn reach_is_what_can_be_reached_nearest_first(edges in edges(), start in 0..NODES) {
        let arena = Bump::new();
        let world = World::new(&arena);
        let reached = nodes(world.call("reach", &[world.list(&[node(start)]), graph(&world, &edges)]));
        let mut far = distances(&edges);
        far[start][start] = 0;
        let lengths: Vec<usize> = reached.iter().map(|to| far[start][*to]).collect();
        prop_assert!(lengths.is_sorted() && !lengths.contains(&usize::MAX));
        prop_assert_eq!(reached.len(), far[start].iter().filter(|far| **far < usize::MAX).count());
    }

    #[test]
    fn cycles_are_shortest_and_one_for_each_knot(edges in edges()) {
        let arena = Bump::new();
        let world = World::new(&arena);
        let Value::List(cycles) = world.call("cycles", &[graph(&world, &edges)]) else { panic!() };
        let far = distances(&edges);
        let mut in_some = [false; NODES];
        for cycle in cycles.items {
            let cycle = nodes(*cycle);
            prop_assert_eq!(cycle.len(), far[cycle[0]][cycle[0]]);
            for (at, from) in cycle.iter().enumerate() {
                prop_assert!(edges.contains(&(*from, cycle[(at + 1) % cycle.len()])));
            }
            for member in 0..NODES {
                let together = far[cycle[0]][member] < usize::MAX && far[member][cycle[0]] < usize::MAX;
                prop_assert!(!(together && in_some[member]), "two cycles of one knot");
                in_some[member] |= together;
            }
        }
        for member in 0..NODES {
            prop_assert_eq!(in_some[member], far[member][member] < usize::MAX);
        }
    }

    #[test]
    fn order_keeps_every_edge_or_there_is_a_cycle(edges in edges()) {
        let arena = Bump::new();
        let world = World::new(&arena);
        let far = distances(&edges);
        let circular = (0..NODES).any(|node| far[node][node] < usize::MAX);
        let ordered = world.call("order", &[graph(&world, &edges)]);
        prop_assert_eq!(matches!(ordered, Value::Unknown(_)), circular);
        if !circular {
            let ordered = nodes(ordered);
            let place = |node: usize| ordered.iter().position(|known| *known == node);
            for (from, to) in &edges {
                prop_assert!(place(*from).unwrap() < place(*to).unwrap());
            }
            let mut named: Vec<usize> = edges.iter().flat_map(|(from, to)| [*from, *to]).collect();
            named.sort_unstable();
            named.dedup();
            prop_assert_eq!(named.len(), ordered.len());
        }
    }
}

#[test]
fn a_long_chain_takes_no_deep_stack() {
    let arena = Bump::new();
    let world = World::new(&arena);
    let mut edges: Edges = (0..50_000).map(|at| (at, at + 1)).collect();
    let chain = graph(&world, &edges);
    assert_eq!(
        nodes(world.call("reach", &[world.list(&[node(0)]), chain])).len(),
        50_001
    );
    assert_eq!(nodes(world.call("order", &[chain])).len(), 50_001);
    edges.push((50_000, 0));
    let Value::List(cycles) = world.call("cycles", &[graph(&world, &edges)]) else {
        panic!()
    };
    assert_eq!(nodes(cycles.items[0]).len(), 50_001);
}
