//! Types that contain themselves: an alias becomes a type of its own, a field gets a `Box`.

use super::ty::{Ty, TypeId};
use super::{Shape, TypeDef};

/// Aliases of aliases.
const MOST_ALIASES: usize = 16;

/// Makes every type one that Rust can lay out.
pub(super) fn break_circles(types: &mut [TypeDef]) {
    // An alias may not name itself, whatever is in between.
    let names = |def: &TypeDef| {
        if let Shape::Alias(ty) = &def.shape {
            named(ty, Through::Everything)
        } else {
            Vec::new()
        }
    };
    let edges: Vec<Vec<usize>> = types.iter().map(names).collect();
    let circles = Circles::of(&edges);
    let long = long_chains(&circles, &edges);
    for (at, def) in types.iter_mut().enumerate() {
        if let Shape::Alias(ty) = &def.shape
            && (circles.is_in_one(at) || long.get(at) == Some(&true))
        {
            def.shape = Shape::Newtype(ty.clone());
        }
    }
    // What is held by value may not hold its holder.
    let held = |def: &TypeDef| {
        held_types(&def.shape)
            .flat_map(|ty| named(ty, Through::Values))
            .collect()
    };
    let circles = Circles::of(&types.iter().map(held).collect::<Vec<_>>());
    for (at, def) in types.iter_mut().enumerate() {
        if !circles.is_in_one(at) {
            continue;
        }
        let boxed = |ty: &mut Ty| {
            if named(ty, Through::Values)
                .iter()
                .any(|other| circles.is_same(at, *other))
            {
                wrap(ty);
            }
        };
        match &mut def.shape {
            Shape::Struct(strukt) | Shape::Multipart(strukt) => {
                strukt
                    .fields
                    .iter_mut()
                    .map(|field| &mut field.ty)
                    .for_each(boxed);
            }
            Shape::Union(union) => union
                .variants
                .iter_mut()
                .map(|variant| &mut variant.ty)
                .for_each(boxed),
            Shape::Newtype(ty) => boxed(ty),
            Shape::Alias(_) | Shape::Texts(_) | Shape::Integers(_) | Shape::Contents(_) => {}
        }
    }
}

fn held_types(shape: &Shape) -> Box<dyn Iterator<Item = &Ty> + '_> {
    match shape {
        Shape::Alias(ty) | Shape::Newtype(ty) => Box::new(std::iter::once(ty)),
        Shape::Struct(strukt) | Shape::Multipart(strukt) => {
            Box::new(strukt.fields.iter().map(|field| &field.ty))
        }
        Shape::Union(union) => Box::new(union.variants.iter().map(|variant| &variant.ty)),
        Shape::Contents(variants) => Box::new(variants.iter().map(|variant| &variant.ty)),
        Shape::Texts(_) | Shape::Integers(_) => Box::new(std::iter::empty()),
    }
}

fn wrap(ty: &mut Ty) {
    if let Ty::Option(inner) = ty {
        wrap(inner);
    } else {
        *ty = Ty::Box(Box::new(std::mem::replace(ty, Ty::Json)));
    }
}

/// Where a type is looked for inside of another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Through {
    Everything,
    /// Not behind a pointer: lists and maps are.
    Values,
}

/// Aliases that would make the way to the type behind them too long to be followed.
fn long_chains(circles: &Circles, edges: &[Vec<usize>]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..edges.len()).collect();
    // Whatever a type leads to has a lower number.
    order.sort_by_key(|at| circles.of.get(*at));
    let (mut steps, mut long) = (vec![0; edges.len()], vec![false; edges.len()]);
    for at in order {
        let inner = edges.get(at).into_iter().flatten();
        let most = inner
            .filter_map(|inner| steps.get(*inner))
            .max()
            .map_or(0, |steps: &usize| steps + 1);
        let ends = most >= MOST_ALIASES || circles.is_in_one(at);
        if let (Some(steps), Some(long)) = (steps.get_mut(at), long.get_mut(at)) {
            (*steps, *long) = (if ends { 0 } else { most }, ends);
        }
    }
    long
}

/// The types of ours that a type names.
fn named(ty: &Ty, through: Through) -> Vec<usize> {
    match ty {
        Ty::Named(TypeId(at)) => vec![*at],
        Ty::Option(inner) => named(inner, through),
        Ty::Box(inner) | Ty::Vec(inner) | Ty::Map(inner) if through == Through::Everything => {
            named(inner, through)
        }
        Ty::Box(_)
        | Ty::Vec(_)
        | Ty::Map(_)
        | Ty::Json
        | Ty::Bool
        | Ty::I32
        | Ty::I64
        | Ty::U64
        | Ty::F64
        | Ty::String
        | Ty::Uuid
        | Ty::Date
        | Ty::DateTime
        | Ty::Base64
        | Ty::Stream
        | Ty::File => Vec::new(),
    }
}

/// Which nodes of a graph reach each other (Tarjan's algorithm, without recursion).
struct Circles {
    /// The number of the component of each node.
    of: Vec<usize>,
    circular: Vec<bool>,
}

struct Walk<'e> {
    edges: &'e [Vec<usize>],
    order: Vec<Option<usize>>,
    low: Vec<usize>,
    stack: Vec<usize>,
    on_stack: Vec<bool>,
    found: Circles,
    next: usize,
    components: usize,
}

impl Circles {
    fn of(edges: &[Vec<usize>]) -> Self {
        let count = edges.len();
        let mut walk = Walk {
            edges,
            order: vec![None; count],
            low: vec![0; count],
            stack: Vec::new(),
            on_stack: vec![false; count],
            found: Self {
                of: vec![0; count],
                circular: vec![false; count],
            },
            next: 0,
            components: 0,
        };
        for start in 0..count {
            if walk.order.get(start).is_some_and(Option::is_none) {
                walk.from(start);
            }
        }
        walk.found
    }

    fn is_in_one(&self, at: usize) -> bool {
        self.circular.get(at).copied().unwrap_or_default()
    }

    fn is_same(&self, at: usize, other: usize) -> bool {
        self.of.get(at) == self.of.get(other)
    }
}

#[expect(
    clippy::indexing_slicing,
    reason = "all vectors have one element for each node, and edges lead to nodes"
)]
impl Walk<'_> {
    fn from(&mut self, start: usize) {
        // Each node with how many of its edges were followed.
        let mut open = vec![(start, 0)];
        self.enter(start);
        while let Some((at, followed)) = open.last_mut() {
            let at = *at;
            if let Some(next) = self.edges[at].get(*followed).copied() {
                *followed += 1;
                match self.order[next] {
                    None => {
                        self.enter(next);
                        open.push((next, 0));
                    }
                    Some(order) if self.on_stack[next] => self.low[at] = self.low[at].min(order),
                    Some(_) => {}
                }
                continue;
            }
            open.pop();
            if let Some((parent, _)) = open.last() {
                self.low[*parent] = self.low[*parent].min(self.low[at]);
            }
            if Some(self.low[at]) == self.order[at] {
                self.close(at);
            }
        }
    }

    fn enter(&mut self, at: usize) {
        self.order[at] = Some(self.next);
        self.low[at] = self.next;
        self.next += 1;
        self.stack.push(at);
        self.on_stack[at] = true;
    }

    /// The nodes above `at` on the stack are one component.
    fn close(&mut self, at: usize) {
        let mut members = Vec::new();
        while let Some(member) = self.stack.pop() {
            self.on_stack[member] = false;
            self.found.of[member] = self.components;
            members.push(member);
            if member == at {
                break;
            }
        }
        let circular = members.len() > 1 || self.edges[at].contains(&at);
        for member in members {
            self.found.circular[member] = circular;
        }
        self.components += 1;
    }
}
