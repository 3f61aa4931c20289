#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _18
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _42 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _45 = (_42 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _55 = SPIRV_CROSS_CONSTANT_ID_0;

struct _92
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

struct _131
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _162 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _167 = SPIRV_CROSS_CONSTANT_ID_3;

struct _171
{
    uint _m0[1];
};

constant uint _191 = (_162 * _167);
constant uint _193 = (_162 * _167);

struct _289
{
    uint4 _m0[1];
};

constant uint _358 = (_162 * _167);
constant uint _372 = (_162 * _167);
constant uint _373 = (_372 + _55);
constant uint _374 = (_373 - 1u);
constant uint _375 = (_374 / _55);
constant uint _409 = (_162 * _167);

struct _425
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _445 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_445, 1u, 1u);

kernel void main0(constant _92& _94 [[buffer(0)]], const device _171& _173 [[buffer(1)]], const device _131& _133 [[buffer(2)]], const device _289& _291 [[buffer(3)]], device _425& _427 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _58[_55];
    uint _163 = gl_WorkGroupID.x * _162;
    uint _168 = gl_WorkGroupID.y * _167;
    uint _183 = _173._m0[_94._m6] - _94._m7;
    float _196[_193];
    for (uint _567 = 0u; _567 < _191; )
    {
        _196[_567] = 0.0;
        _567++;
        continue;
    }
    uint _568;
    _568 = gl_LocalInvocationID.x;
    _18 _222[_162];
    float4 _258[_167];
    for (; _568 < _94._m0; _568 += _55)
    {
        for (uint _580 = 0u; _580 < _162; )
        {
            _222[_580] = _18{ uint4(4u * ((min((_163 + _580), (_94._m3 - 1u)) * _94._m0) + _568)), 1.0, 0.0 };
            _580++;
            continue;
        }
        for (uint _581 = 0u; _581 < 4u; _581++)
        {
            for (uint _584 = 0u; _584 < _167; _584++)
            {
                uint _268 = _94._m7 + min((_168 + _584), (_183 - 1u));
                uint _486 = 4u * ((4u * _568) + _581);
                float _593;
                if (_486 < _94._m2)
                {
                    _593 = _133._m0[(_268 * _94._m2) + min(_486, (_94._m2 - 1u))];
                }
                else
                {
                    _593 = 0.0;
                }
                uint _610 = _486 + 1u;
                float _629;
                if (_610 < _94._m2)
                {
                    _629 = _133._m0[(_268 * _94._m2) + min(_610, (_94._m2 - 1u))];
                }
                else
                {
                    _629 = 0.0;
                }
                uint _639 = _486 + 2u;
                float _658;
                if (_639 < _94._m2)
                {
                    _658 = _133._m0[(_268 * _94._m2) + min(_639, (_94._m2 - 1u))];
                }
                else
                {
                    _658 = 0.0;
                }
                uint _668 = _486 + 3u;
                float _687;
                if (_668 < _94._m2)
                {
                    _687 = _133._m0[(_268 * _94._m2) + min(_668, (_94._m2 - 1u))];
                }
                else
                {
                    _687 = 0.0;
                }
                _258[_584] = float4(_593, _629, _658, _687);
            }
            uint _585;
            _585 = 0u;
            for (; _585 < _162; _585++)
            {
                float4 _300 = as_type<float4>(_291._m0[_222[_585]._m0.x + _581]);
                for (uint _588 = 0u; _588 < _167; )
                {
                    uint _313 = (_588 * _162) + _585;
                    _196[_313] = fma(_258[_588].w, _300.w, fma(_258[_588].z, _300.z, fma(_258[_588].y, _300.y, fma(_258[_588].x, _300.x, _196[_313]))));
                    _588++;
                    continue;
                }
            }
        }
    }
    float _378[_375];
    for (uint _569 = 0u; _569 < _358; _569++)
    {
        float _364 = _196[_569];
        float _575;
        do
        {
            float _525 = simd_sum(_364);
            if (_45)
            {
                _575 = _525;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _529 = simd_is_first();
            if (_529)
            {
                _58[gl_SubgroupID] = _525;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _574;
            _574 = _58[0];
            for (uint _573 = 1u; _573 < gl_NumSubgroups; )
            {
                _574 += _58[_573];
                _573++;
                continue;
            }
            _575 = _574;
            break;
        } while(false);
        if ((_569 % _55) == gl_LocalInvocationID.x)
        {
            _378[_569 / _55] = _575;
        }
    }
    for (uint _570 = 0u; _570 < _375; _570++)
    {
        uint _397 = (_570 * _55) + gl_LocalInvocationID.x;
        uint _402 = _163 + (_397 % _162);
        uint _407 = _168 + (_397 / _162);
        bool _410 = _397 < _409;
        bool _417;
        if (_410)
        {
            _417 = _402 < _94._m3;
        }
        else
        {
            _417 = _410;
        }
        if (_417 && (_407 < _183))
        {
            _427._m0[((_407 * _94._m5) + _94._m4) + _402] = _378[_570];
        }
    }
}

