/* goalposts template 5fa5717623 */
// Moves through the slides of a deck by keys and remotes. Without it the links on each slide do the same.
"use strict";
(() => {
  const slides = [...document.querySelectorAll(".slide")];
  const NEXT = ["ArrowRight", "PageDown", " "];
  const BACK = ["ArrowLeft", "PageUp"];

  const distance = (slide) => Math.abs(slide.getBoundingClientRect().top);
  const nearest = () => slides.reduce((best, slide, n) => (distance(slide) < distance(slides[best]) ? n : best), 0);

  function show(number) {
    const slide = slides[Math.min(Math.max(number, 0), slides.length - 1)];
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

  // a window of another size, as in full screen, shows the start of the slide that was in it; but where only the
  // bars of a phone come and go, its width is the same, and a slide stays where it was being read
  let shown;
  let read;
  let place;
  let width = innerWidth;
  function look() {
    shown = slides[nearest()];
    read = -shown.getBoundingClientRect().top;
    place = shown.offsetTop;
  }
  look();
  addEventListener("scroll", look, { passive: true });
  addEventListener("load", look);
  addEventListener("resize", () => {
    if (innerWidth !== width) shown.scrollIntoView({ block: "start" });
    else if (shown.offsetTop !== place) scrollTo(0, shown.offsetTop + read);
    width = innerWidth;
    look();
  });
})();
