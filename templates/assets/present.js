/* goalposts template cb3539e57a */
// Moves through the slides of a deck by keys and remotes. Without it the links on each slide do the same.
"use strict";
(() => {
  const slides = [...document.querySelectorAll(".slide")];
  const NEXT = ["ArrowRight", "PageDown", " "];
  const BACK = ["ArrowLeft", "PageUp"];

  const distance = (slide) => Math.abs(slide.getBoundingClientRect().top);
  const nearest = () => slides.reduce((best, slide, n) => (distance(slide) < distance(slides[best]) ? n : best), 0);
  let shown = 0;

  function show(number) {
    shown = Math.min(Math.max(number, 0), slides.length - 1);
    const slide = slides[shown];
    slide.scrollIntoView({ block: "start" });
    slide.focus({ preventScroll: true }); // Tab goes on from here
    history.replaceState(null, "", `#${slide.id}`);
  }

  // on a small screen a slide may be longer than the window: its end is shown before the next one
  const goesOn = (slide) => slide.getBoundingClientRect().bottom > innerHeight + 2;
  const wentOn = (slide) => slide.getBoundingClientRect().top < -2;

  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const here = nearest();
    const pages = event.key === "PageDown" || event.key === "PageUp" || event.key === " ";
    const back = BACK.includes(event.key) || (event.key === " " && event.shiftKey);
    if (back) {
      if (pages && wentOn(slides[here])) return;
      show(here - 1);
    } else if (NEXT.includes(event.key)) {
      if (pages && goesOn(slides[here])) return;
      show(here + 1);
    } else if (event.key === "Home") {
      show(0);
    } else if (event.key === "End") {
      show(slides.length - 1);
    } else {
      return;
    }
    event.preventDefault();
  });

  // a window that becomes larger, as in full screen, keeps the slide that was in it
  addEventListener("scrollend", () => { shown = nearest(); });
  addEventListener("hashchange", () => { shown = nearest(); });
  addEventListener("resize", () => slides[shown].scrollIntoView({ block: "start" }));
  addEventListener("load", () => { shown = nearest(); });
})();
