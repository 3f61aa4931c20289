#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _25
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _48 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _51 = (_48 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _61 = SPIRV_CROSS_CONSTANT_ID_0;

struct _116
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

struct _133
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _153 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _158 = SPIRV_CROSS_CONSTANT_ID_3;

struct _162
{
    uint _m0[1];
};

constant uint _182 = (_153 * _158);
constant uint _184 = (_153 * _158);

struct _281
{
    uint2 _m0[1];
};

constant uint _351 = (_153 * _158);
constant uint _365 = (_153 * _158);
constant uint _366 = (_365 + _61);
constant uint _367 = (_366 - 1u);
constant uint _368 = (_367 / _61);
constant uint _402 = (_153 * _158);

struct _418
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _439 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_439, 1u, 1u);

kernel void main0(constant _116& _118 [[buffer(0)]], const device _162& _164 [[buffer(1)]], const device _133& _135 [[buffer(2)]], const device _281& _283 [[buffer(3)]], device _418& _420 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _64[_61];
    uint _154 = gl_WorkGroupID.x * _153;
    uint _159 = gl_WorkGroupID.y * _158;
    uint _174 = _164._m0[_118._m6] - _118._m7;
    float _187[_184];
    for (uint _549 = 0u; _549 < _182; )
    {
        _187[_549] = 0.0;
        _549++;
        continue;
    }
    uint _550;
    _550 = gl_LocalInvocationID.x;
    _25 _213[_153];
    float4 _249[_158];
    for (; _550 < _118._m0; _550 += _61)
    {
        for (uint _562 = 0u; _562 < _153; )
        {
            _213[_562] = _25{ uint4(4u * ((min((_154 + _562), (_118._m3 - 1u)) * _118._m0) + _550)), 1.0, 0.0 };
            _562++;
            continue;
        }
        uint _563;
        _563 = 0u;
        for (; _563 < 4u; _563++)
        {
            for (uint _566 = 0u; _566 < _158; )
            {
                _249[_566] = _135._m0[((_118._m7 + min((_159 + _566), (_174 - 1u))) * (_118._m2 / 4u)) + ((4u * _550) + _563)];
                _566++;
                continue;
            }
            uint _567;
            _567 = 0u;
            for (; _567 < _153; _567++)
            {
                uint _288 = _213[_567]._m0.x + _563;
                float4 _494 = as_type<float4>(uint4(_283._m0[_288].x << uint(16), _283._m0[_288].x & 4294901760u, _283._m0[_288].y << uint(16), _283._m0[_288].y & 4294901760u));
                for (uint _570 = 0u; _570 < _158; )
                {
                    uint _306 = (_570 * _153) + _567;
                    _187[_306] = fma(_249[_570].w, _494.w, fma(_249[_570].z, _494.z, fma(_249[_570].y, _494.y, fma(_249[_570].x, _494.x, _187[_306]))));
                    _570++;
                    continue;
                }
            }
        }
    }
    float _371[_368];
    for (uint _551 = 0u; _551 < _351; _551++)
    {
        float _357 = _187[_551];
        float _557;
        do
        {
            float _503 = simd_sum(_357);
            if (_51)
            {
                _557 = _503;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _507 = simd_is_first();
            if (_507)
            {
                _64[gl_SubgroupID] = _503;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _556;
            _556 = _64[0];
            for (uint _555 = 1u; _555 < gl_NumSubgroups; )
            {
                _556 += _64[_555];
                _555++;
                continue;
            }
            _557 = _556;
            break;
        } while(false);
        if ((_551 % _61) == gl_LocalInvocationID.x)
        {
            _371[_551 / _61] = _557;
        }
    }
    for (uint _552 = 0u; _552 < _368; _552++)
    {
        uint _390 = (_552 * _61) + gl_LocalInvocationID.x;
        uint _395 = _154 + (_390 % _153);
        uint _400 = _159 + (_390 / _153);
        bool _403 = _390 < _402;
        bool _410;
        if (_403)
        {
            _410 = _395 < _118._m3;
        }
        else
        {
            _410 = _403;
        }
        if (_410 && (_400 < _174))
        {
            _420._m0[((_400 * _118._m5) + _118._m4) + _395] = _371[_552];
        }
    }
}

