//! Queries put together, and single tests added to them and taken out again.

use super::{Node, Query, Span, Term, Test};

impl Query {
    /// What passes both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut nodes = self.parts();
        nodes.extend(other.parts());
        Self::of_all(nodes)
    }

    /// Whether this test has to hold, whatever else has to.
    pub fn demands(&self, test: &Test) -> bool {
        self.parts().iter().any(|node| is_test(node, test))
    }

    /// The same with a test added; without it where it was one.
    #[must_use]
    pub fn toggled(&self, test: &Test) -> Self {
        let mut nodes = self.parts();
        if self.demands(test) {
            nodes.retain(|node| !is_test(node, test));
        } else {
            nodes.push(Node::Term(Term {
                test: test.clone(),
                span: Span::default(),
            }));
        }
        Self::of_all(nodes)
    }

    /// A query of these tests.
    pub fn of_tests(tests: impl IntoIterator<Item = Test>) -> Self {
        tests
            .into_iter()
            .fold(Self::default(), |query, test| query.toggled(&test))
    }

    /// The tests that have to hold, whatever else has to.
    pub fn demanded(&self) -> Vec<Test> {
        let test = |node| match node {
            Node::Term(term) => Some(term.test),
            _ => None,
        };
        self.parts().into_iter().filter_map(test).collect()
    }

    /// What has to hold, part by part.
    fn parts(&self) -> Vec<Node> {
        match &self.root {
            Node::All(nodes) => nodes.clone(),
            node => vec![node.clone()],
        }
    }

    fn of_all(mut nodes: Vec<Node>) -> Self {
        let root = if nodes.len() == 1 {
            nodes.remove(0)
        } else {
            Node::All(nodes)
        };
        Self { root }
    }
}

fn is_test(node: &Node, test: &Test) -> bool {
    matches!(node, Node::Term(term) if term.test == *test)
}
