// Looks at the screen as it lies there; evaluated in the page by walk.py.
(() => {
  const told = (e) =>
    e.dataset.testid ||
    `${e.tagName} ${e.getAttribute("class")} ${e.textContent.trim().slice(0, 20)}`;
  const scrolls = (e) =>
    e !== null &&
    e !== document.body &&
    ((/auto|scroll/.test(getComputedStyle(e).overflowX) &&
      !e.matches(".screen")) ||
      scrolls(e.parentElement));
  const floats = (e) =>
    e !== null &&
    (/sticky|fixed/.test(getComputedStyle(e).position) ||
      floats(e.parentElement));
  const isPart = (e) => e instanceof SVGElement && e.tagName !== "svg";
  const isDrawn = (e, box) =>
    box.width > 1 &&
    box.height > 1 &&
    !isPart(e) &&
    !e.closest(".visually-hidden");

  const overTheEdge = () => {
    const wide = document.documentElement.clientWidth;
    return [...document.body.querySelectorAll("*")].filter((e) => {
      const box = e.getBoundingClientRect();
      const isOver = box.right > wide + 1 || box.left < -1;
      return isOver && isDrawn(e, box) && !scrolls(e.parentElement);
    });
  };

  const meet = (p, q) =>
    Math.min(p.right, q.right) - Math.max(p.left, q.left) > 3 &&
    Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 3;
  /** What is to be seen of a box inside the boxes that scroll or clip it. */
  const seen = (e) => {
    let { left, right, top, bottom } = e.getBoundingClientRect();
    for (let above = e.parentElement; above; above = above.parentElement) {
      if (getComputedStyle(above).overflow === "visible") continue;
      const box = above.getBoundingClientRect();
      [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
      [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
    }
    return { left, right, top, bottom };
  };
  const covered = () => {
    const boxes = [
      ...document.querySelectorAll(
        "button, a[href], label, select, h1, h2, h3, p",
      ),
    ]
      .filter(
        (e) =>
          e.checkVisibility() && !e.matches(".visually-hidden") && !floats(e),
      )
      .map((e) => [e, seen(e)]);
    return boxes.flatMap(([a, p], n) =>
      boxes
        .slice(n + 1)
        .filter(([b, q]) => !a.contains(b) && !b.contains(a) && meet(p, q))
        .map(([b]) => `${told(a)} / ${told(b)}`),
    );
  };

  /** Radios of one name are one step; files are asked for by a label that is a button. */
  const actions = () => {
    const all = [
      ...document.querySelectorAll(
        "button, a[href], input, select, textarea, summary",
      ),
    ];
    const open = all.filter(
      (e) => e.checkVisibility() && !e.disabled && e.tabIndex >= 0,
    );
    open.forEach((e) => {
      e.dataset.step = e.type === "radio" ? `radios ${e.name}` : told(e);
    });
    return [...new Set(open.map((e) => e.dataset.step))];
  };

  window.walk = {
    overTheEdge: () => overTheEdge().map(told),
    covered,
    actions,
  };
})();
