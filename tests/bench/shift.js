// The page's clock can be moved on, and its GPS is a function: `drive(n)` is n seconds of driving.
// The road bends, as roads do; nothing repeats.
(() => {
  const Real = Date;
  let ahead = -LENGTH_MS;
  globalThis.Date = class extends Real {
    constructor(...given) {
      super(...(given.length ? given : [Real.now() + ahead]));
    }
    static now() {
      return Real.now() + ahead;
    }
  };
  let told = null;
  let [lon, lat, n, seed] = [107.28443, 29.2476, 0, 7];
  const noise = () => (seed = (seed * 48271) % 2147483647) / 2147483647 - 0.5;
  navigator.geolocation.watchPosition = (callback) => {
    told = callback;
    return 1;
  };
  navigator.geolocation.clearWatch = () => undefined;

  window.drive = (count) => {
    for (const end = n + count; n < end; n += 1) {
      const heading = Math.sin(n / 90) + Math.sin(n / 701) * 2;
      lon += Math.cos(heading) * 1.2e-4 + noise() * 2e-5;
      lat += Math.sin(heading) * 1.0e-4 + noise() * 2e-5;
      ahead += 1000;
      const accuracy = Math.round((8 + noise() * 8) * 10) / 10;
      told({
        timestamp: Date.now(),
        coords: { longitude: lon, latitude: lat, accuracy },
      });
    }
  };

  /** Done when the phone has written so many fixes down, sealed or not. */
  window.written = async (wanted) => {
    const asked = indexedDB.open("xunhu");
    const db = await new Promise(
      (opened) => (asked.onsuccess = () => opened(asked.result)),
    );
    const all = (store) =>
      new Promise((read) => {
        const asked = store.getAll();
        asked.onsuccess = () => read(asked.result);
      });
    const count = async () => {
      const stores = db.transaction(["patrols", "fixChunks"]);
      const [patrols, chunks] = await Promise.all(
        ["patrols", "fixChunks"].map((name) => all(stores.objectStore(name))),
      );
      return [
        ...patrols.map(({ fix_count }) => fix_count),
        ...chunks.map(({ fixes }) => fixes.length),
      ].reduce((sum, one) => sum + one, 0);
    };
    while ((await count()) < wanted)
      await new Promise((later) => setTimeout(later, 20));
    db.close();
  };
})();
